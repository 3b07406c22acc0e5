/** What a subscriber sees and changes behind the link that their phone got. The token is in the fragment: it is sent in a header alone. */
const words = {
  en: {
    paused: 'Your texts are paused.',
    on: 'Your texts are on.',
    saved: 'Saved.',
    ended: 'All texts have ended. JOIN, sent from your phone, begins them anew.',
    runOut: 'This link has run out. Text STATUS to get a new one.',
    failed: 'That did not work. Please try again.',
  },
  es: {
    title: 'Sus mensajes',
    often: 'Con qué frecuencia',
    immediate: 'En cuanto sale una verificación',
    daily: 'Una vez al día',
    weekly: 'Una vez por semana',
    save: 'Guardar',
    pause: 'Pausar mis mensajes',
    resume: 'Reanudar mis mensajes',
    end: 'Terminar',
    leave: 'Terminar todos los mensajes',
    erase: 'Terminar y borrar mi perfil',
    receipt: 'Lo que usted aceptó',
    paused: 'Sus mensajes están en pausa.',
    on: 'Sus mensajes están activos.',
    saved: 'Guardado.',
    ended: 'Los mensajes han terminado. JOIN, enviado desde su teléfono, los inicia de nuevo.',
    runOut: 'Este enlace ha caducado. Envíe ESTADO para recibir otro.',
    failed: 'No funcionó. Inténtelo de nuevo.',
  },
};

const token = location.hash.slice(1);
const form = document.querySelector('#settings');
const told = document.querySelector('#told');
let language = navigator.language.startsWith('es') ? 'es' : 'en';

const say = (word) => {
  told.textContent = words[language][word] ?? words.en[word];
};

const ask = async (method, body) => {
  const headers = { authorization: `Bearer rwp_${token}`, 'content-type': 'application/json' };
  const answer = await fetch('/v1/preferences', { method, headers, ...(body && { body: JSON.stringify(body) }) });
  if (answer.status === 401 || answer.status === 404) throw new Error('runOut');
  if (!answer.ok) throw new Error('failed');
  return answer.status === 204 ? undefined : answer.json();
};

const show = ({ status, preferences, consent }) => {
  language = preferences.language.startsWith('es') ? 'es' : 'en';
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-say]')) {
    const text = words[language][element.dataset.say];
    if (text !== undefined) element.textContent = text;
  }
  document.querySelector('#frequency').value = preferences.frequency;
  document.querySelector('#pause').hidden = status !== 'active';
  document.querySelector('#resume').hidden = status !== 'paused';
  const { at, wording } = consent ?? {};
  document.querySelector('#agreed').textContent = wording?.text ?? '';
  document.querySelector('#since').textContent = at === undefined ? '' : new Date(at).toLocaleString(language);
  form.hidden = status === 'suppressed';
};

/** Does one thing, and tells what came of it. */
const act = async (work) => {
  try {
    await work();
  } catch (error) {
    if (error.message === 'runOut') form.hidden = true;
    say(error.message === 'runOut' ? 'runOut' : 'failed');
  }
};

const load = async (word) => {
  const view = await ask('GET');
  show(view);
  say(word ?? { active: 'on', suppressed: 'ended' }[view.status] ?? 'paused');
};

const change = (wish) =>
  act(async () => {
    show(await ask('PATCH', wish));
    say('saved');
  });

const leave = (erase) =>
  act(async () => {
    await ask('DELETE', { erase });
    form.hidden = true;
    say('ended');
  });

form.addEventListener('submit', (event) => {
  event.preventDefault();
  void change({ frequency: document.querySelector('#frequency').value });
});
document.querySelector('#pause').addEventListener('click', () => change({ status: 'paused' }));
document.querySelector('#resume').addEventListener('click', () => change({ status: 'active' }));
document.querySelector('#leave').addEventListener('click', () => leave(false));
document.querySelector('#erase').addEventListener('click', () => leave(true));
void act(() => load());
