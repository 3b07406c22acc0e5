import { render } from 'preact';
import { Texts } from './texts.tsx';

const root = document.querySelector('#page');
if (root) render(<Texts />, root);
