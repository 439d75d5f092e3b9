import { createRoot } from 'react-dom/client';
import { Flake } from './Flake.jsx';

createRoot(document.querySelector('#app')).render(<Flake />);
