namespace Kubesharp.ApiServer.Discovery;

/// <summary>
/// The order of groups in discovery. It decides what a short name means when two groups have it, so it is upstream's.
/// </summary>
public static class GroupOrder
{
    private static readonly string[] Groups =
    [
        "", "apiregistration.k8s.io", "apps", "events.k8s.io", "authentication.k8s.io", "authorization.k8s.io",
        "autoscaling", "batch", "certificates.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io",
        "storage.k8s.io", "admissionregistration.k8s.io", "apiextensions.k8s.io", "scheduling.k8s.io",
        "coordination.k8s.io", "node.k8s.io", "discovery.k8s.io", "resource.k8s.io", "flowcontrol.apiserver.k8s.io",
        "internal.apiserver.k8s.io", "storagemigration.k8s.io",
    ];

    public static int Of(string group)
    {
        int index = Array.IndexOf(Groups, group);
        return index < 0 ? Groups.Length : index;
    }

    public static int Compare(string left, string right)
    {
        int byOrder = Of(left).CompareTo(Of(right));
        return byOrder != 0 ? byOrder : string.CompareOrdinal(left, right);
    }

    /// <summary>Stable before beta before alpha, and newer before older: v2, v1, v2beta1, v1beta2, v1alpha1.</summary>
    public static int CompareVersions(string left, string right)
    {
        (int Stability, int Major, int Minor) first = Rank(left);
        (int Stability, int Major, int Minor) second = Rank(right);
        int order = second.CompareTo(first);
        return order != 0 ? order : string.CompareOrdinal(left, right);
    }

    private static (int Stability, int Major, int Minor) Rank(string version)
    {
        int index = 1;
        int major = Number(version, ref index);
        if (version.Length < 2 || version[0] != 'v' || major < 0)
            return (0, 0, 0);
        if (index == version.Length)
            return (3, major, 0);
        ReadOnlySpan<char> rest = version.AsSpan(index);
        int stability = rest.StartsWith("beta") ? 2 : rest.StartsWith("alpha") ? 1 : 0;
        index += stability == 2 ? 4 : 5;
        return (stability, major, Math.Max(0, Number(version, ref index)));
    }

    private static int Number(string text, ref int index)
    {
        int start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index]))
            index++;
        return index > start && int.TryParse(text.AsSpan(start, index - start), out int number) ? number : -1;
    }
}
