import { render } from 'preact';
import { OwnTexts } from './preferences.tsx';

const root = document.querySelector('#page');
if (root) render(<OwnTexts />, root);
