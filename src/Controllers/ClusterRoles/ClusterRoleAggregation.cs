using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.Client;
using Kubesharp.Client.Informers;
using Kubesharp.Client.Reconciling;
using Kubesharp.Controllers.Workloads;

namespace Kubesharp.Controllers.ClusterRoles;

/// <summary>
/// Writes into a ClusterRole with an aggregation rule the rules of the roles that it selects. The server's own
/// authorization knows them without that; this is for whoever reads the object.
/// </summary>
public sealed class ClusterRoleAggregation(ApiClient client, Cache cache) : IReconciler
{
    public static ControllerSpec Spec => ControllerSpec.For<ClusterRole>("clusterrole-aggregation-controller")
        .Watches<ClusterRole>(static (cache, _) => cache.List<ClusterRole>()
            .Where(static role => role.AggregationRule is not null).Select(static role => ObjectKey.Of(role)));

    public async Task<Result> ReconcileAsync(ObjectKey key, CancellationToken cancellationToken)
    {
        if (cache.Get<ClusterRole>(key) is not { AggregationRule: not null, Metadata.DeletionTimestamp: null } role)
            return Result.Done;
        IReadOnlyList<PolicyRule> due = RulesOf(role, cache.List<ClusterRole>());
        if (due.Count == role.Rules.Count && due.All(role.Rules.Contains))
            return Result.Done; // In which order they stand means nothing.
        ApiResult<ClusterRole> written = await client.UpdateAsync(role with { Rules = due }, cancellationToken);
        return written.Error is { IsNotFound: true } ? Result.Done : Result.From(written.Error);
    }

    /// <summary>The rules of all that a role selects, in the order of their names, each once. Pure.</summary>
    internal static IReadOnlyList<PolicyRule> RulesOf(ClusterRole role, IReadOnlyList<ClusterRole> all)
    {
        List<PolicyRule> rules = [];
        foreach (LabelSelector selector in role.AggregationRule?.ClusterRoleSelectors ?? [])
        {
            foreach (ClusterRole other in all.OrderBy(static one => one.Metadata.Name, StringComparer.Ordinal))
            {
                if (other.Metadata.Name == role.Metadata.Name || !Selection.Matches(selector, other.Metadata.Labels))
                    continue;
                rules.AddRange(other.Rules.Where(rule => !rules.Contains(rule)));
            }
        }
        return rules;
    }
}
