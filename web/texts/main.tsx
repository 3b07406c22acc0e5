import { render } from 'preact';
import { Page } from '../parts/page.tsx';

const root = document.querySelector('#page');
if (root) render(<Page title={document.title}>…</Page>, root);
