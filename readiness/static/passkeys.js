// Passkeys: asks the browser for one, puts its answer into the form, and sends the form.
// A form says what it wants: data-passkey is "create", "get" or "sign-in"; data-options holds what the server asks for
// (a form to sign in fetches it when the button is pressed). Without scripts the button stays hidden.
'use strict';

(() => {
  async function asked(form) {
    if (form.dataset.passkey !== 'sign-in') return JSON.parse(form.dataset.options);
    const response = await fetch(form.action, { headers: { Accept: 'application/json' } });
    if (!response.ok) throw new Error(String(response.status));
    return (await response.json()).request_options;
  }

  function chosen(options, form) {
    const alone = form.querySelector('[name=passwordless]').checked;
    const selection = options.publicKey.authenticatorSelection;
    selection.residentKey = alone ? 'required' : 'discouraged';
    selection.requireResidentKey = alone;
    if (alone) selection.userVerification = 'required';
    return options;
  }

  for (const form of document.querySelectorAll('form[data-passkey]')) {
    const button = form.querySelector('[data-use]');
    const problem = form.querySelector('[data-problem]');
    if (!window.PublicKeyCredential) {
      problem.textContent = problem.dataset.without;
      continue;
    }
    button.hidden = false;
    button.addEventListener('click', async () => {
      problem.textContent = '';
      try {
        const options = await asked(form);
        const answer = form.dataset.passkey === 'create'
          ? await webauthnJSON.create(chosen(options, form))
          : await webauthnJSON.get(options);
        form.querySelector('[name=credential]').value = JSON.stringify(answer);
        form.submit();
      } catch {
        problem.textContent = problem.dataset.problem;
      }
    });
  }
})();
