import { Aws, CfnOutput, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib';
import {
  AccountRecovery,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type IUserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';
import { operatorScope } from '../shared/names.ts';
import type { EarshotContext } from './context.ts';
import { accessTokenMinutes, passwordCharactersMin, refreshTokenDays } from './limits.ts';

/** The tokens that the functions trust. */
export interface Identity {
  readonly issuer: string;
  /** The audiences, or client ids if the issuer's access tokens carry no audience, like those of Cognito. */
  readonly audiences: readonly string[];
}

/** The issuer that the context names, or a new user pool. */
export function makeIdentity(scope: Construct, id: string, context: EarshotContext): Identity {
  if (context.oidcIssuer !== undefined) return { issuer: context.oidcIssuer, audiences: context.oidcAudience };
  return new Pool(scope, id, context.loginReturnUrls);
}

/**
 * Accounts of volunteers and coordinators, and one client for operators. Any person may create an account, because an account by
 * itself gives no rights. The tables say which role a person has in a space, after an invitation.
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
    // Host names of sign-in pages are unique in a region. The first part of the stack's id is as good as a random text.
    const stackUuid = Fn.select(2, Fn.split('/', Aws.STACK_ID));
    const domain = this.pool.addDomain('SignIn', {
      cognitoDomain: { domainPrefix: `earshot-${Fn.select(0, Fn.split('-', stackUuid))}` },
    });
    new CfnOutput(this, 'SignInUrl', { value: domain.baseUrl() });
    this.issuer = this.pool.userPoolProviderUrl;
    this.audiences = [this.people(returnUrls), this.operators()];
  }

  /**
   * The pages of volunteers and coordinators. They have no secret, because a browser could not keep one. They use the
   * authorization code with PKCE.
   */
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

  /** Operators have their own client, with a secret: Cognito gives a client's scopes to every person who signs in through it. */
  private operators(): string {
    const [identifier, scopeName] = operatorScope.split('/');
    if (identifier === undefined || scopeName === undefined) throw new Error(`${operatorScope} must be identifier/scope`);
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
