import { render } from 'preact';
import { App } from './app.tsx';
import { Coverage } from './world/coverage.tsx';

const root = document.getElementById('page');
if (root) {
  root.replaceChildren();
  render(location.pathname === '/coverage' ? <Coverage /> : <App />, root);
}
