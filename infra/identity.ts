import { Aws, CfnOutput, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, OAuthScope, ResourceServerScope, UserPool } from 'aws-cdk-lib/aws-cognito';
import type { IUserPoolResourceServer } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { operatorScope } from '../shared/names.ts';
import type { EarshotContext } from './context.ts';
import { accessTokenMinutes, passwordCharactersMin, refreshTokenDays } from './limits.ts';

/** Whose tokens the functions believe. */
export interface Identity {
  readonly issuer: string;
  /** Audiences, or client ids where the issuer's access tokens carry no audience, as Cognito's. */
  readonly audiences: readonly string[];
}

/** The issuer that the context names, or a user pool of our own. */
export function makeIdentity(scope: Construct, id: string, context: EarshotContext): Identity {
  if (context.oidcIssuer !== undefined) return { issuer: context.oidcIssuer, audiences: context.oidcAudience };
  return new Pool(scope, id, context.loginReturnUrls);
}

/**
 * Accounts of volunteers and coordinators, and one client for operators. Anybody may make an account, since an account by
 * itself may nothing: who somebody is in a space is looked up in the tables, after an invitation.
 */
class Pool extends Construct implements Identity {
  readonly issuer: string;
  readonly audiences: readonly string[];
  private readonly pool: UserPool;

  constructor(scope: Construct, id: string, returnUrls: readonly string[]) {
    super(scope, id);
    this.pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      autoVerify: { email: true },
      signInCaseSensitive: false,
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: passwordCharactersMin,
        requireLowercase: false,
        requireUppercase: false,
        requireDigits: false,
        requireSymbols: false,
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    // Host names of sign-in pages are unique in a region: the first part of the stack's id is as good as random.
    const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    const domain = this.pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `earshot-${Fn.select(0, Fn.split('-', stackUuid))}` },
    });
    new CfnOutput(this, 'SignInUrl', { value: domain.baseUrl() });
    this.issuer = this.pool.userPoolProviderUrl;
    this.audiences = [this.people(returnUrls), this.operators()];
  }

  /** The pages of volunteers and coordinators: no secret, since a browser could not keep one; authorization code with PKCE. */
  private people(returnUrls: readonly string[]): string {
    const client = this.pool.addClient('People', {
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID],
        callbackUrls: [...returnUrls],
        logoutUrls: [...returnUrls],
      },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(accessTokenMinutes),
      idTokenValidity: Duration.minutes(accessTokenMinutes),
      refreshTokenValidity: Duration.days(refreshTokenDays),
    });
    return client.userPoolClientId;
  }

  /** Operators have a client of their own, with a secret: Cognito gives a client's scopes to everyone who signs in through it. */
  private operators(): string {
    const [identifier, scopeName] = operatorScope.split('/');
    if (identifier === undefined || scopeName === undefined) throw new Error(`${operatorScope} is not identifier/scope`);
    const scope = new ResourceServerScope({ scopeName, scopeDescription: 'Create spaces, coordinators, partners and keys' });
    const server: IUserPoolResourceServer = this.pool.addResourceServer('Server', { identifier, scopes: [scope] });
    const client = this.pool.addClient('Operators', {
      generateSecret: true,
      oAuth: { flows: { clientCredentials: true }, scopes: [OAuthScope.resourceServer(server, scope)] },
      enableTokenRevocation: true,
      accessTokenValidity: Duration.minutes(accessTokenMinutes),
    });
    return client.userPoolClientId;
  }
}
