import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, StreamViewType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { itemAttributes, keyAttributes, liveIndexes } from '../shared/names.ts';
import { homeRecoveryDays } from './limits.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });

const common = {
  partitionKey: text(keyAttributes.partition),
  sortKey: text(keyAttributes.sort),
  billingMode: BillingMode.PAY_PER_REQUEST,
  encryption: TableEncryption.AWS_MANAGED,
  timeToLiveAttribute: itemAttributes.timeToLive,
};

/**
 * The source of truth, in two tables: `live` for current talks and seats, `home` for what lasts. `links` says which sockets are open, and can be lost.
 */
export class Tables extends Construct {
  /** No backups: what was erased or swept is gone at once. It is deleted with its stack. */
  readonly live: Table;
  /** One day of recovery, and it outlives its stack: a mistake must not delete spaces, volunteers, blocks and reports. */
  readonly home: Table;
  /** No stream: every new link would start its consumers. */
  readonly links: Table;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.live = new Table(this, 'Live', {
      ...common,
      stream: StreamViewType.NEW_IMAGE,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    for (const [indexName, index] of Object.entries(liveIndexes)) {
      this.live.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(index.partition),
        sortKey: text(index.sort),
        projectionType: ProjectionType.ALL,
      });
    }
    this.home = new Table(this, 'Home', {
      ...common,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: homeRecoveryDays },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.links = new Table(this, 'Links', {
      ...common,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: false },
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
