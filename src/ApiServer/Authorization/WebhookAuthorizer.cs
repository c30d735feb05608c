using System.Security.Cryptography;
using Kubesharp.Api;
using Kubesharp.Api.Authorization;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Trees;
using Kubesharp.ApiServer.Objects;
using Kubesharp.ApiServer.Webhooks;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>Asks a SubjectAccessReview of a server elsewhere and remembers its answers for a while.</summary>
internal sealed class WebhookAuthorizer(string name, WebhookAuthorizerOptions options, TimeProvider time) : IAuthorizer
{
    // Longer questions are asked each time, as upstream does: remembering them would let a client fill the memory.
    private const int RememberedBytesMax = 10_000;
    private const string ApiVersion = "authorization.k8s.io/v1", BetaApiVersion = "authorization.k8s.io/v1beta1";

    private static readonly KindCodec Codec = ResourceRegistry.FindCodec(ApiVersion, "SubjectAccessReview")!;

    private readonly WebhookClient client = new(options.Connection, time);
    private readonly ExpiringCache<AuthorizationResult> answers = new(time);

    public async ValueTask<AuthorizationResult> AuthorizeAsync(
        AuthorizationAttributes attributes, CancellationToken cancellationToken)
    {
        SubjectAccessReview review = new() { Spec = SpecOf(attributes) };
        ReadOnlyMemory<byte> question = new EncodedObject(Codec, review).Json;
        if (options.IsBeta)
            question = AsBeta(question);
        bool remembered = question.Length < RememberedBytesMax;
        string key = remembered ? Convert.ToBase64String(SHA256.HashData(question.Span)) : "";
        if (remembered && answers.TryGet(key, out AuthorizationResult known))
            return known;
        (SubjectAccessReviewStatus? status, string error) = await AskAsync(question, cancellationToken);
        if (status is null)
        {
            return new(options.DeniesOnFailure ? Decision.Deny : Decision.NoOpinion, "")
            {
                Error = $"the authorization webhook {name}: {error}",
            };
        }
        AuthorizationResult result = new(
            status.Denied ? Decision.Deny : status.Allowed ? Decision.Allow : Decision.NoOpinion, status.Reason);
        if (remembered && (result.Allowed ? options.CacheAuthorized : options.CacheUnauthorized))
            answers.Add(key, result, result.Allowed ? options.AuthorizedTtl : options.UnauthorizedTtl);
        return result;
    }

    private async ValueTask<(SubjectAccessReviewStatus? Status, string Error)> AskAsync(
        ReadOnlyMemory<byte> question, CancellationToken cancellationToken)
    {
        WebhookAnswer answer = await client.PostAsync(question, options.Timeout, cancellationToken);
        if (answer.Body is not { } body)
            return (null, answer.Error);
        try
        {
            SubjectAccessReviewStatus status = ((SubjectAccessReview)Codec.ReadJson(body)).Status;
            return status is { Allowed: true, Denied: true }
                ? (null, "answered both allowed and denied")
                : (status, "");
        }
        catch (Exception exception) when (exception is DecodeException or System.Text.Json.JsonException)
        {
            return (null, $"answered what is no SubjectAccessReview: {exception.Message}");
        }
    }

    private static SubjectAccessReviewSpec SpecOf(in AuthorizationAttributes attributes) => new()
    {
        User = attributes.User.Username,
        Uid = attributes.User.Uid,
        Groups = attributes.User.Groups,
        Extra = attributes.User.Extra,
        ResourceAttributes = !attributes.IsResourceRequest ? null : new()
        {
            Namespace = attributes.Namespace,
            Verb = attributes.Verb,
            Group = attributes.Group,
            Version = attributes.Version,
            Resource = attributes.Resource,
            Subresource = attributes.Subresource,
            Name = attributes.Name,
            FieldSelector = Requirements(attributes.FieldSelector) is { Count: > 0 } requirements
                ? new() { Requirements = requirements }
                : null,
        },
        NonResourceAttributes = attributes.IsResourceRequest
            ? null
            : new() { Path = attributes.Path, Verb = attributes.Verb },
    };

    // key=value, key==value, key!=value; the server itself refuses whatever else a field selector could say.
    private static List<FieldSelectorRequirement> Requirements(string selector)
    {
        List<FieldSelectorRequirement> requirements = [];
        foreach (string term in selector.Split(',', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = term.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                continue;
            bool not = term[equals - 1] == '!';
            requirements.Add(new()
            {
                Key = term[..(not ? equals - 1 : equals)],
                Operator = not ? FieldSelectorOperator.NotIn : FieldSelectorOperator.In,
                Values = [term[(equals + 1)..].TrimStart('=')],
            });
        }
        return requirements;
    }

    // The older version calls the groups "group"; all else is the same.
    private static byte[] AsBeta(ReadOnlyMemory<byte> json)
    {
        TreeObject review = (TreeObject)TreeJson.Parse(json.Span);
        review = review.With("apiVersion", BetaApiVersion);
        if (review["spec"] is TreeObject spec && spec["groups"] is { } groups)
            review = review.With("spec", spec.Without("groups").With("group", groups));
        return TreeJson.Write(review);
    }
}
