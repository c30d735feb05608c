using Kubesharp.Api;
using Kubesharp.Api.FlowControl;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Transport;
using Kubesharp.ApiServer.Admission;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.FlowControl;
using Subject = Kubesharp.Api.Rbac.Subject;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// Brings the default objects to their due state at start, through the API: what is missing is made, roles and
/// bindings get back what was taken from them (unless they are annotated with autoupdate=false), what is equal is not
/// written. Requests run side by side so that the store commits them together.
/// </summary>
public sealed class BootstrapObjects(ITransport transport, IObjectReader objects, bool servesMetrics = false)
{
    /// <returns>The refusals, if any; empty when all is well.</returns>
    public async Task<IReadOnlyList<Status>> ReconcileAsync(CancellationToken cancellationToken)
    {
        // Namespaces first: the rest lives in them.
        List<Status> refusals = [];
        await RunAsync(refusals, DefaultObjects.Namespaces.Select(namespaced => new Desired(
            Resources.Namespaces, namespaced, static (_, _) => null)), cancellationToken);
        await RunAsync(
            refusals,
            [
                .. (servesMetrics ? DefaultObjects.ClusterRolesAndMetrics : DefaultObjects.ClusterRoles)
                    .Concat(JoiningObjects.ClusterRoles)
                    .Select(static role => new Desired(Resources.ClusterRoles, role, Merge)),
                .. DefaultObjects.ClusterRoleBindings.Concat(JoiningObjects.ClusterRoleBindings)
                    .Select(static binding => new Desired(Resources.ClusterRoleBindings, binding, Merge)),
                .. DefaultObjects.Roles.Select(static role => new Desired(Resources.Roles, role, Merge)),
                .. DefaultObjects.RoleBindings.Select(static binding =>
                    new Desired(Resources.RoleBindings, binding, Merge)),
                .. DefaultObjects.PriorityClasses.Select(static priority =>
                    new Desired(Resources.PriorityClasses, priority, static (_, _) => null)),
                .. DefaultObjects.PriorityLevels.Select(static level =>
                    new Desired(Resources.PriorityLevels, level, MergeFlowControl)),
                .. DefaultObjects.FlowSchemas.Select(static schema =>
                    new Desired(Resources.FlowSchemas, schema, MergeFlowControl)),
            ],
            cancellationToken);
        return refusals;
    }

    private async Task RunAsync(
        List<Status> refusals, IEnumerable<Desired> desired, CancellationToken cancellationToken)
    {
        ApiRequest[] requests = [.. desired.Select(RequestFor).OfType<ApiRequest>()];
        ApiResponse[] responses = await Task.WhenAll(
            requests.Select(request => transport.SendAsync(request, cancellationToken)));
        foreach (ApiResponse response in responses)
        {
            // Another server of the same cluster may have been faster.
            if (response.Error is { Reason: not (StatusReason.AlreadyExists or StatusReason.Conflict) } error)
                refusals.Add(error);
        }
    }

    private ApiRequest? RequestFor(Desired desired)
    {
        ObjectMeta metadata = desired.Object.Metadata;
        ApiObject? stored = objects.Get(desired.Resource, metadata.Namespace, metadata.Name);
        ApiObject? body = stored is null ? desired.Object : desired.Merge(stored, desired.Object);
        return body is null
            ? null
            : new()
            {
                Verb = stored is null ? Verb.Create : Verb.Update,
                Resource = desired.Resource,
                Namespace = metadata.Namespace,
                Name = stored is null ? "" : metadata.Name,
                Body = body,
            };
    }

    // The object to write, or null when the stored one has all that it should. Additions by users stay.
    private static ApiObject? Merge(ApiObject stored, ApiObject due)
    {
        if (stored.Metadata.Annotations.GetValueOrDefault(RoleWriting.AutoUpdate) == "false")
            return null;
        ObjectMeta metadata = stored.Metadata with
        {
            Labels = With(stored.Metadata.Labels, due.Metadata.Labels),
            Annotations = With(stored.Metadata.Annotations, due.Metadata.Annotations),
        };
        bool changed = !ReferenceEquals(metadata.Labels, stored.Metadata.Labels)
            || !ReferenceEquals(metadata.Annotations, stored.Metadata.Annotations);
        switch (stored, due)
        {
            case (ClusterRole old, ClusterRole wanted):
                IReadOnlyList<PolicyRule> rules = With(old.Rules, wanted.Rules);
                bool aggregates = old.AggregationRule is null && wanted.AggregationRule is not null;
                return changed || aggregates || !ReferenceEquals(rules, old.Rules)
                    ? old with
                    {
                        Metadata = metadata,
                        Rules = rules,
                        AggregationRule = aggregates ? wanted.AggregationRule : old.AggregationRule,
                    }
                    : null;
            case (Role old, Role wanted):
                IReadOnlyList<PolicyRule> own = With(old.Rules, wanted.Rules);
                return changed || !ReferenceEquals(own, old.Rules)
                    ? old with { Metadata = metadata, Rules = own }
                    : null;
            case (ClusterRoleBinding old, ClusterRoleBinding wanted):
                IReadOnlyList<Subject> subjects = With(old.Subjects, wanted.Subjects);
                return changed || !ReferenceEquals(subjects, old.Subjects)
                    ? old with { Metadata = metadata, Subjects = subjects }
                    : null;
            case (RoleBinding old, RoleBinding wanted):
                IReadOnlyList<Subject> members = With(old.Subjects, wanted.Subjects);
                return changed || !ReferenceEquals(members, old.Subjects)
                    ? old with { Metadata = metadata, Subjects = members }
                    : null;
            default:
                return null;
        }
    }

    // The spec is put back while the annotation says that it is the server's; a mandatory one always.
    private static ApiObject? MergeFlowControl(ApiObject stored, ApiObject due)
    {
        bool ours = DefaultFlowControl.IsMandatory(due.Metadata.Name)
            || stored.Metadata.Annotations.GetValueOrDefault(DefaultFlowControl.AutoUpdate) == "true";
        if (!ours)
            return null;
        return (stored, due) switch
        {
            (FlowSchema old, FlowSchema wanted) when !old.Spec.Equals(wanted.Spec) => old with { Spec = wanted.Spec },
            (PriorityLevelConfiguration old, PriorityLevelConfiguration wanted) when !old.Spec.Equals(wanted.Spec) =>
                old with { Spec = wanted.Spec },
            _ => null,
        };
    }

    private static IReadOnlyList<PolicyRule> With(IReadOnlyList<PolicyRule> stored, IReadOnlyList<PolicyRule> due)
    {
        IReadOnlyList<PolicyRule> missing = Rules.NotCovered(stored, due);
        return missing.Count == 0 ? stored : [.. stored, .. Rules.Compact(missing)];
    }

    private static IReadOnlyList<Subject> With(IReadOnlyList<Subject> stored, IReadOnlyList<Subject> due)
    {
        List<Subject> missing = [.. due.Where(subject => !stored.Contains(subject))];
        return missing.Count == 0 ? stored : [.. stored, .. missing];
    }

    private static IReadOnlyDictionary<string, string> With(
        IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> due)
    {
        if (due.All(pair => stored.ContainsKey(pair.Key)))
            return stored;
        Dictionary<string, string> merged = new(stored, StringComparer.Ordinal);
        foreach ((string key, string value) in due)
            merged.TryAdd(key, value);
        return merged;
    }

    private sealed record Desired(
        GroupVersionResource Resource, ApiObject Object, Func<ApiObject, ApiObject, ApiObject?> Merge);
}
