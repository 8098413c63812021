using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub;

/// <summary>How GitHub writes JSON. No member is ever required: what the product needs and does not find is said where it is needed.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(JsonObject))]
[JsonSerializable(typeof(ProblemPayload))]
[JsonSerializable(typeof(InstallationTokenPayload))]
[JsonSerializable(typeof(PullRequestPayload))]
[JsonSerializable(typeof(List<PullRequestPayload>))]
[JsonSerializable(typeof(List<FilePayload>))]
[JsonSerializable(typeof(List<CommitPayload>))]
[JsonSerializable(typeof(List<ReviewPayload>))]
[JsonSerializable(typeof(List<ActivityPayload>))]
[JsonSerializable(typeof(ComparisonPayload))]
[JsonSerializable(typeof(TreePayload))]
[JsonSerializable(typeof(BlobPayload))]
[JsonSerializable(typeof(GitCommitPayload))]
[JsonSerializable(typeof(CommentPayload))]
[JsonSerializable(typeof(List<CommentPayload>))]
[JsonSerializable(typeof(AccountPayload))]
[JsonSerializable(typeof(MembershipPayload))]
[JsonSerializable(typeof(PermissionPayload))]
[JsonSerializable(typeof(CheckRunPayload))]
[JsonSerializable(typeof(CheckRunsPayload))]
[JsonSerializable(typeof(IdPayload))]
[JsonSerializable(typeof(SarifPayload))]
[JsonSerializable(typeof(List<BranchRulePayload>))]
[JsonSerializable(typeof(ProtectionPayload))]
[JsonSerializable(typeof(QueryPayload))]
[JsonSerializable(typeof(QueryBody))]
[JsonSerializable(typeof(CommentBody))]
[JsonSerializable(typeof(ReactionBody))]
[JsonSerializable(typeof(LabelsBody))]
[JsonSerializable(typeof(ReviewersBody))]
[JsonSerializable(typeof(CheckRunBody))]
[JsonSerializable(typeof(StatusBody))]
[JsonSerializable(typeof(SarifBody))]
[JsonSerializable(typeof(DeploymentBody))]
[JsonSerializable(typeof(DeploymentStatusBody))]
internal sealed partial class GitHubJson : JsonSerializerContext;
