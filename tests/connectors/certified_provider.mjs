// A certified OpenID provider (npm oidc-provider), in memory, for tests only: `node provider.mjs PORT`.
// It knows one client and two people; its claims have the names of the OpenID standard, not ours.
import { Provider } from 'oidc-provider';

const port = Number(process.argv[2]);
const issuer = `http://127.0.0.1:${port}`;
const people = {
  'certified-hanh': { name: 'Nguyễn Thị Hạnh', birthdate: '1994-03-14', gender: 'female', phone_number: '0912345678', email: 'hanh@example.vn', personal_number: '001194012372', acr: 'LoA2' },
  'certified-hoa': { name: 'Lê Thị Hoa', birthdate: '1988-07-20', gender: 'female', phone_number: '', email: '', personal_number: '', acr: 'LoA1' },
};
const provider = new Provider(issuer, {
  clients: [{
    client_id: 'motcua', client_secret: 'certified-secret', grant_types: ['authorization_code'], response_types: ['code'],
    redirect_uris: ['http://127.0.0.1:8000/oidc/callback/'], post_logout_redirect_uris: ['http://127.0.0.1:8000/'],
    token_endpoint_auth_method: 'client_secret_post',
  }],
  pkce: { required: () => true },
  claims: { openid: ['sub', 'name', 'birthdate', 'gender', 'phone_number', 'email', 'personal_number', 'acr'] },
  acrValues: ['LoA1', 'LoA2'],
  cookies: { keys: ['tests-only'] },
  features: { devInteractions: { enabled: true }, rpInitiatedLogout: { enabled: true } },
  findAccount: (ctx, id) => people[id] && ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
});
provider.listen(port, '127.0.0.1', () => console.log('ready'));
