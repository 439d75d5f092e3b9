import { mount } from 'svelte';
import Flake from './Flake.svelte';

mount(Flake, { target: document.querySelector('#app') });
