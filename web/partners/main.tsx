import { render } from 'preact';
import { Partners } from './partners.tsx';
import './partners.css';

const root = document.querySelector('#page');
if (root) render(<Partners />, root);
