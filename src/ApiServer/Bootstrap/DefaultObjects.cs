using Kubesharp.Api;
using Kubesharp.Api.Core;
using Kubesharp.Api.FlowControl;
using Kubesharp.Api.Rbac;
using Kubesharp.Api.Scheduling;
using Kubesharp.ApiServer.Authorization;
using Kubesharp.ApiServer.FlowControl;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>All that a new cluster holds before anyone has asked for anything.</summary>
public static class DefaultObjects
{
    // From here up priorities belong to the system; users stay below 10^9.
    private const int SystemCritical = 2_000_000_000;

    /// <summary>The namespaces that cannot be missing.</summary>
    public static IReadOnlyList<Namespace> Namespaces { get; } =
        [.. new[] { "kube-system", "kube-public", "kube-node-lease", "default" }.Select(static name => new Namespace
        {
            Metadata = new()
            {
                Name = name,
                Labels = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["kubernetes.io/metadata.name"] = name,
                },
            },
            Spec = new() { Finalizers = ["kubernetes"] },
            Status = new() { Phase = "Active" },
        })];

    public static IReadOnlyList<PriorityClass> PriorityClasses { get; } =
    [
        new()
        {
            Metadata = new() { Name = "system-cluster-critical" },
            Value = SystemCritical,
            PreemptionPolicy = "PreemptLowerPriority",
            Description =
                "Used for system critical pods that must run in the cluster, but can be moved to another node if "
                + "necessary.",
        },
        new()
        {
            Metadata = new() { Name = "system-node-critical" },
            Value = SystemCritical + 1000,
            PreemptionPolicy = "PreemptLowerPriority",
            Description = "Used for system critical pods that must not be moved from their current node.",
        },
    ];

    /// <summary>Default ClusterRoles; those that aggregate hold the rules of what they select.</summary>
    public static IReadOnlyList<ClusterRole> ClusterRoles { get; } = ClusterRolesWith(DefaultClusterRoles.All);

    /// <summary>The same, and the role for the metrics API.</summary>
    public static IReadOnlyList<ClusterRole> ClusterRolesAndMetrics { get; } =
        ClusterRolesWith([.. DefaultClusterRoles.All, DefaultClusterRoles.MetricsReader]);

    public static IReadOnlyList<ClusterRoleBinding> ClusterRoleBindings => DefaultBindings.ClusterRoleBindings;
    public static IReadOnlyList<Role> Roles => DefaultBindings.Roles;
    public static IReadOnlyList<RoleBinding> RoleBindings => DefaultBindings.RoleBindings;

    public static IReadOnlyList<PriorityLevelConfiguration> PriorityLevels { get; } =
        [.. DefaultFlowControl.MandatoryLevels, .. DefaultFlowControl.SuggestedLevels];

    public static IReadOnlyList<FlowSchema> FlowSchemas { get; } =
        [.. DefaultFlowControl.MandatorySchemas, .. DefaultFlowControl.SuggestedSchemas];

    private static IReadOnlyList<ClusterRole> ClusterRolesWith(IReadOnlyList<ClusterRole> roles)
    {
        return
        [
            .. roles.Concat(DefaultControllerRoles.All).Select(role =>
                role.AggregationRule is null ? role : role with { Rules = [.. RulesOf(role)] }),
        ];

        IEnumerable<PolicyRule> RulesOf(ClusterRole role) => role.AggregationRule is not { } aggregation
            ? role.Rules
            : roles
                .Where(other => aggregation.ClusterRoleSelectors.Any(selector => RoleRules.Selects(selector, other)))
                .SelectMany(RulesOf);
    }
}
