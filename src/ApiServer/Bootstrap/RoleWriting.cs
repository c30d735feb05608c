using Kubesharp.Api;
using Kubesharp.Api.Meta;
using Kubesharp.Api.Rbac;
using Kubesharp.ApiServer.Authorization;

namespace Kubesharp.ApiServer.Bootstrap;

/// <summary>
/// A short way to write the default roles down: lists are words with spaces between, and the group without a name is
/// called "core". Each list is sorted, as upstream stores it.
/// </summary>
internal static class RoleWriting
{
    public const string Read = "get list watch";
    public const string Write = "create delete deletecollection patch update";
    public const string ReadWrite = Read + " " + Write;
    public const string Bootstrapping = "kubernetes.io/bootstrapping";
    public const string AutoUpdate = "rbac.authorization.kubernetes.io/autoupdate";

    public static ClusterRole ClusterRole(string name, params IReadOnlyList<PolicyRule> rules) =>
        new() { Metadata = Metadata(name), Rules = rules };

    /// <summary>The role's rules become part of <paramref name="target"/>: admin, edit or view.</summary>
    public static ClusterRole AggregatedTo(this ClusterRole role, string target) =>
        role with { Metadata = WithLabel(role.Metadata, AggregationLabel(target)) };

    /// <summary>The role is made of those that are aggregated to it.</summary>
    public static ClusterRole Aggregating(string name) => ClusterRole(name) with
    {
        AggregationRule = new()
        {
            ClusterRoleSelectors =
            [
                new()
                {
                    MatchLabels = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        [AggregationLabel(name)] = "true",
                    },
                },
            ],
        },
    };

    public static PolicyRule Rule(string verbs, string groups, string resources, string names = "") => new()
    {
        Verbs = Words(verbs),
        ApiGroups =
            [.. Words(groups).Select(static group => group == "core" ? "" : group).Order(StringComparer.Ordinal)],
        Resources = Words(resources),
        ResourceNames = Words(names),
    };

    public static PolicyRule Paths(string verbs, string paths) =>
        new() { Verbs = Words(verbs), NonResourceURLs = Words(paths) };

    public static PolicyRule Events { get; } = Rule("create patch update", "core events.k8s.io", "events");

    public static ClusterRoleBinding Bind(string role, params IReadOnlyList<Subject> subjects) => new()
    {
        Metadata = Metadata(role),
        RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "ClusterRole", Name = role },
        Subjects = subjects,
    };

    public static Role Role(string @namespace, string name, params IReadOnlyList<PolicyRule> rules) =>
        new() { Metadata = Metadata(name) with { Namespace = @namespace }, Rules = rules };

    public static RoleBinding Bind(
        string @namespace, string name, string role, params IReadOnlyList<Subject> subjects) =>
        new()
        {
            Metadata = Metadata(name) with { Namespace = @namespace },
            RoleRef = new() { ApiGroup = Resources.RbacGroup, Kind = "Role", Name = role },
            Subjects = subjects,
        };

    public static Subject User(string name) => new() { Kind = "User", ApiGroup = Resources.RbacGroup, Name = name };
    public static Subject Group(string name) => new() { Kind = "Group", ApiGroup = Resources.RbacGroup, Name = name };
    public static Subject SystemAccount(string name) =>
        new() { Kind = "ServiceAccount", Name = name, Namespace = "kube-system" };

    private static ObjectMeta Metadata(string name) => new()
    {
        Name = name,
        Labels = Map(Bootstrapping, "rbac-defaults"),
        Annotations = Map(AutoUpdate, "true"),
    };

    private static ObjectMeta WithLabel(ObjectMeta metadata, string label) =>
        metadata with
        {
            Labels = new Dictionary<string, string>(metadata.Labels, StringComparer.Ordinal) { [label] = "true" },
        };

    private static string AggregationLabel(string target) => $"rbac.authorization.k8s.io/aggregate-to-{target}";

    private static Dictionary<string, string> Map(string key, string value) =>
        new(StringComparer.Ordinal) { [key] = value };

    private static string[] Words(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Array.Sort(words, StringComparer.Ordinal);
        return words;
    }
}
