using Kubesharp.Api;

namespace Kubesharp.ApiServer.OpenApi;

/// <summary>
/// Names that generated clients depend on: <c>listCoreV1NamespacedPod</c> of the tag <c>core_v1</c>. The group is its
/// name without <c>.k8s.io</c>, the words joined: rbac.authorization.k8s.io gives <c>rbacAuthorization</c>.
/// </summary>
internal static class OperationNames
{
    private const string Domain = ".k8s.io";

    public static string Tag(GroupVersion groupVersion) => $"{Group(groupVersion.Group)}_{groupVersion.Version}";

    public static string Group(string group)
    {
        if (group.Length == 0)
            return "core";
        string name = group.EndsWith(Domain, StringComparison.Ordinal) ? group[..^Domain.Length] : group;
        string[] words = name.Split('.');
        return words[0] + string.Concat(words.Skip(1).Select(Title));
    }

    /// <summary>The part that all operations of a group and version have in common: <c>CoreV1</c>.</summary>
    public static string GroupVersion(GroupVersion groupVersion) =>
        Title(Group(groupVersion.Group)) + Title(groupVersion.Version);

    public static string Title(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
