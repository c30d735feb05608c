using Kubesharp.Api.Authentication;
using Kubesharp.Api.Authorization;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authentication;

namespace Kubesharp.ApiServer.Authorization;

/// <summary>
/// The questions about what somebody may do: SelfSubjectAccessReview and its relatives. Nothing is stored; the answer
/// is the question with its status filled in.
/// </summary>
public sealed class AccessReviews(Authorizers authorizers)
{
    public async ValueTask<SelfSubjectAccessReview> AnswerAsync(
        SelfSubjectAccessReview review, UserInfo user, CancellationToken cancellationToken) => review with
        {
            Status = await StatusOfAsync(
                user, review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes, cancellationToken),
        };

    public async ValueTask<SubjectAccessReview> AnswerAsync(
        SubjectAccessReview review, CancellationToken cancellationToken) => review with
        {
            Status = await StatusOfAsync(
                UserOf(review.Spec), review.Spec.ResourceAttributes, review.Spec.NonResourceAttributes,
                cancellationToken),
        };

    public async ValueTask<LocalSubjectAccessReview> AnswerAsync(
        LocalSubjectAccessReview review, CancellationToken cancellationToken) => review with
        {
            Status = await StatusOfAsync(UserOf(review.Spec), review.Spec.ResourceAttributes, null, cancellationToken),
        };

    public SelfSubjectRulesReview Answer(SelfSubjectRulesReview review, UserInfo user)
    {
        IReadOnlyList<PolicyRule> rules = Authorizers.IsPrivileged(user)
            ? [EverythingAsResource, EverythingAsPath]
            : [];
        // Rules of several bindings often repeat; clients show them as a table.
        if (authorizers.ListsRoles)
            rules = [.. rules.Union(authorizers.Rbac.RulesOf(user, review.Spec.Namespace))];
        IReadOnlyList<string> silent = authorizers.CannotList(user);
        List<ResourceRule> resources = [];
        List<NonResourceRule> paths = [];
        foreach (PolicyRule rule in rules)
        {
            if (rule.Resources.Count > 0)
            {
                resources.Add(new()
                {
                    Verbs = rule.Verbs,
                    ApiGroups = rule.ApiGroups,
                    Resources = rule.Resources,
                    ResourceNames = rule.ResourceNames,
                });
            }
            if (rule.NonResourceURLs.Count > 0)
                paths.Add(new() { Verbs = rule.Verbs, NonResourceURLs = rule.NonResourceURLs });
        }
        return review with
        {
            Status = new()
            {
                ResourceRules = resources,
                NonResourceRules = paths,
                Incomplete = silent.Count > 0,
                EvaluationError = silent.Count == 1 ? silent[0] : silent.Count > 1
                    ? $"[{string.Join(", ", silent)}]"
                    : "",
            },
        };
    }

    /// <summary>What is wrong with the question; empty when it can be answered.</summary>
    public static IReadOnlyList<StatusCause> Validate(SubjectAccessReviewSpec spec, bool local, string @namespace)
    {
        List<StatusCause> causes =
            [.. Validate(spec.ResourceAttributes, spec.NonResourceAttributes)];
        if (spec.User.Length == 0 && spec.Groups.Count == 0)
        {
            causes.Add(Invalid(
                "spec.user", "\"\"", "at least one of user or group must be specified"));
        }
        if (local && spec.NonResourceAttributes is not null)
        {
            causes.Add(Invalid(
                "spec.nonResourceAttributes", "{}", "disallowed on this kind of request"));
        }
        if (local && spec.ResourceAttributes is { } resource && resource.Namespace != @namespace)
        {
            causes.Add(Invalid(
                "spec.resourceAttributes.namespace", $"\"{resource.Namespace}\"", "must match metadata.namespace"));
        }
        return causes;
    }

    /// <summary>As above, for a question about oneself.</summary>
    public static IReadOnlyList<StatusCause> Validate(SelfSubjectAccessReviewSpec spec) =>
        Validate(spec.ResourceAttributes, spec.NonResourceAttributes);

    private static readonly PolicyRule EverythingAsResource =
        new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["*"] };
    private static readonly PolicyRule EverythingAsPath = new() { Verbs = ["*"], NonResourceURLs = ["*"] };

    private static IReadOnlyList<StatusCause> Validate(ResourceAttributes? resource, NonResourceAttributes? path)
    {
        if (resource is not null && path is not null)
        {
            return
            [
                Invalid(
                    "spec.nonResourceAttributes", "{}",
                    "cannot be specified in combination with resourceAttributes"),
            ];
        }
        return resource is null && path is null
            ?
            [
                Invalid(
                    "spec.resourceAttributes", "null",
                    "exactly one of nonResourceAttributes or resourceAttributes must be specified"),
            ]
            : [];
    }

    private static StatusCause Invalid(string field, string value, string detail) => new()
    {
        Reason = "FieldValueInvalid",
        Field = field,
        Message = $"Invalid value: {value}: {detail}",
    };

    private async ValueTask<SubjectAccessReviewStatus> StatusOfAsync(
        UserInfo user, ResourceAttributes? resource, NonResourceAttributes? path, CancellationToken cancellationToken)
    {
        AuthorizationAttributes attributes = resource is not null
            ? new()
            {
                User = user,
                Verb = resource.Verb,
                Group = resource.Group,
                Version = resource.Version,
                Resource = resource.Resource,
                Subresource = resource.Subresource,
                Name = resource.Name,
                Namespace = resource.Namespace,
                IsResourceRequest = true,
                FieldSelector = FieldSelectorOf(resource),
            }
            : new()
            {
                User = user,
                Verb = path?.Verb ?? "",
                Path = path?.Path ?? "",
                IsResourceRequest = false,
            };
        AuthorizationResult result = await authorizers.AuthorizeAsync(attributes, cancellationToken);
        return new()
        {
            Allowed = result.Allowed,
            Denied = result.Decision == Decision.Deny,
            Reason = result.Reason,
            EvaluationError = result.Error,
        };
    }

    private static string FieldSelectorOf(ResourceAttributes resource)
    {
        if (resource.FieldSelector is not { } selector)
            return "";
        return selector.RawSelector.Length > 0
            ? selector.RawSelector
            : string.Join(',', selector.Requirements
                .Where(static requirement => requirement.Operator == "In" && requirement.Values.Count == 1)
                .Select(static requirement => $"{requirement.Key}={requirement.Values[0]}"));
    }

    // A user that is asked about has not logged in; groups are what the question says, nothing is added.
    private static UserInfo UserOf(SubjectAccessReviewSpec spec) =>
        new() { Username = spec.User, Uid = spec.Uid, Groups = spec.Groups, Extra = spec.Extra };
}
