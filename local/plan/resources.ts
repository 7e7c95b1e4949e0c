import type { Assembly, Resource } from '../assembly.ts';
import { localAccount } from '../limits.ts';
import { Resolver, type Identity } from '../template.ts';

/** One resource of the template, with its references resolved. */
export interface Chosen {
  readonly logicalId: string;
  readonly type: string;
  readonly name: string;
  readonly arn: string;
  readonly properties: unknown;
}

/** Addresses of the local stand-ins. */
export interface Addresses {
  /** The HTTP API. */
  readonly api: string;
  /** The WebSocket API, as an HTTP address: functions push to it, and clients connect to it. */
  readonly sockets: string;
  /** The issuer that stands for the Cognito user pool. */
  readonly issuer: string;
  /** The beginning of every queue URL. */
  readonly queues: string;
  /** ARN of a table's stream. Throws when the table has no stream, or does not exist yet. */
  streamArn(tableName: string): string;
}

/** The property that names a resource, by type. Without it CloudFormation makes a name from the stack and the logical id. */
const nameProperties: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::GlobalTable': 'TableName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::Events::Rule': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Scheduler::Schedule': 'Name',
  'AWS::SecretsManager::Secret': 'Name',
};

/** The template's resources with all their references resolved: names, ARNs, and the addresses of the local stand-ins. */
export class Resources {
  private readonly assembly: Assembly;
  private readonly addresses: Addresses;
  private readonly resolver: Resolver;

  constructor(assembly: Assembly, addresses: Addresses) {
    const { region, stackName, template } = assembly;
    this.assembly = assembly;
    this.addresses = addresses;
    this.resolver = new Resolver({
      template,
      pseudo: {
        'AWS::AccountId': localAccount,
        'AWS::Partition': 'aws',
        'AWS::Region': region,
        'AWS::StackId': `arn:aws:cloudformation:${region}:${localAccount}:stack/${stackName}/00000000-0000-0000-0000-000000000000`,
        'AWS::StackName': stackName,
        'AWS::URLSuffix': 'amazonaws.com',
      },
      identify: (logicalId, resource) => this.identify(logicalId, resource),
      relocate: (text) => this.relocate(text),
    });
  }

  /** Every resource of these types, in the order of the template. */
  of(...types: readonly string[]): Chosen[] {
    return Object.entries(this.assembly.template.Resources)
      .filter(([, resource]) => types.includes(resource.Type) && this.resolver.exists(resource))
      .map(([logicalId, resource]) => ({
        logicalId,
        type: resource.Type,
        name: this.nameOf(logicalId, resource),
        arn: this.arnOf(logicalId, resource),
        properties: this.resolver.resolve(resource.Properties),
      }));
  }

  /** The value of a reference to the resource (`AWS::…` type reference, "Return values"). */
  private identify(logicalId: string, resource: Resource): Identity {
    const name = this.nameOf(logicalId, resource);
    const arn = this.arnOf(logicalId, resource);
    switch (resource.Type) {
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable': {
        const streamArn = (): string => this.addresses.streamArn(name);
        const attributes = {
          Arn: arn,
          get StreamArn() {
            return streamArn();
          },
        };
        return { ref: name, attributes };
      }
      case 'AWS::SQS::Queue': {
        const url = `${this.addresses.queues}/${localAccount}/${name}`;
        return { ref: url, attributes: { Arn: arn, QueueName: name, QueueUrl: url } };
      }
      case 'AWS::SecretsManager::Secret':
        return { ref: arn, attributes: { Id: arn } };
      case 'AWS::SNS::Topic':
        return { ref: arn, attributes: { TopicArn: arn, TopicName: name } };
      case 'AWS::ApiGatewayV2::Api':
        return { ref: logicalId, attributes: { ApiId: logicalId, ApiEndpoint: this.apiEndpoint(resource) } };
      case 'AWS::ApiGatewayV2::Stage':
        return { ref: String(this.resolver.resolve(resource.Properties['StageName'])), attributes: {} };
      case 'AWS::Cognito::UserPool': {
        const id = `${this.assembly.region}_${logicalId}`;
        const provider = `cognito-idp.${this.assembly.region}.amazonaws.com/${id}`;
        return { ref: id, attributes: { Arn: arn, UserPoolId: id, ProviderName: provider, ProviderURL: this.addresses.issuer } };
      }
      case 'AWS::Cognito::UserPoolResourceServer':
        return { ref: String(this.resolver.resolve(resource.Properties['Identifier'])), attributes: {} };
      default:
        return { ref: name, attributes: { Arn: arn } };
    }
  }

  private nameOf(logicalId: string, resource: Resource): string {
    const property = nameProperties[resource.Type];
    if (property === undefined) return logicalId;
    const given = this.resolver.resolve(resource.Properties[property]);
    if (typeof given === 'string') return given;
    const suffix = resource.Type === 'AWS::SQS::Queue' && resource.Properties['FifoQueue'] === true ? '.fifo' : '';
    return `${this.assembly.stackName}-${logicalId}${suffix}`;
  }

  private arnOf(logicalId: string, resource: Resource): string {
    const name = this.nameOf(logicalId, resource);
    const at = (service: string, resourcePart: string): string =>
      `arn:aws:${service}:${this.assembly.region}:${localAccount}:${resourcePart}`;
    switch (resource.Type) {
      case 'AWS::DynamoDB::Table':
      case 'AWS::DynamoDB::GlobalTable':
        return at('dynamodb', `table/${name}`);
      case 'AWS::SQS::Queue':
        return at('sqs', name);
      case 'AWS::SNS::Topic':
        return at('sns', name);
      case 'AWS::Lambda::Function':
        return at('lambda', `function:${name}`);
      case 'AWS::SecretsManager::Secret':
        return at('secretsmanager', `secret:${name}-local0`);
      case 'AWS::Events::Rule':
        return at('events', `rule/${name}`);
      default:
        return at('local', logicalId);
    }
  }

  private apiEndpoint(api: Resource): string {
    return this.executeApi(isWebSocket(api) ? 'wss' : 'https', api);
  }

  /** The local address of an API. Clients connect to a WebSocket API by `wss`, and functions push to it by `https`. */
  private executeApi(scheme: string, api: Resource | undefined): string {
    if (!isWebSocket(api)) return this.addresses.api;
    return scheme === 'wss' ? this.addresses.sockets.replace(/^http/, 'ws') : this.addresses.sockets;
  }

  /** Replaces addresses that CDK joins from parts, as `https://<api>.execute-api.<region>.<suffix>`, by the local ones. */
  private relocate(text: string): string {
    return text
      .replace(/(https|wss):\/\/(\w+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com/g, (_, scheme: string, id: string) =>
        this.executeApi(scheme, this.assembly.template.Resources[id]),
      )
      .replace(/https:\/\/cognito-idp\.[a-z0-9-]+\.amazonaws\.com\/[\w-]+/g, this.addresses.issuer);
  }
}

function isWebSocket(resource: Resource | undefined): boolean {
  return resource?.Properties['ProtocolType'] === 'WEBSOCKET';
}
