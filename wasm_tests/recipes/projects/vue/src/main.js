import { createApp } from 'vue';
import Flake from './Flake.vue';

createApp(Flake).mount('#app');
