using Kubesharp.Api;
using Kubesharp.Api.Core;

namespace Kubesharp.Kubelet.Containers;

/// <summary>What Pods and containers may have in huge pages, by the kernel's name of their size. Pure.</summary>
internal static class HugePages
{
    private const string Prefix = "hugepages-";

    /// <summary>The sizes of pages of this machine, as resources name them: <c>hugepages-2Mi</c>.</summary>
    public static IReadOnlyList<string> Known { get; } =
        [.. Registration.Machine.ReadHugePages("/sys/kernel/mm/hugepages").Keys];

    /// <summary>A container may have what it limits, and none of the sizes that it does not name.</summary>
    public static IReadOnlyDictionary<string, long> Of(Container container) => Of(container, Known);

    /// <inheritdoc cref="Of(Container)"/>
    public static IReadOnlyDictionary<string, long> Of(Container container, IReadOnlyList<string> known) =>
        known.Union(container.Resources.Limits.Keys.Where(IsHuge)).ToDictionary(
            PageSize, name => container.Resources.Limits.GetValueOrDefault(name).Value, StringComparer.Ordinal);

    /// <summary>The whole Pod: its own limits, else the sums of what runs together or the largest init.</summary>
    public static IReadOnlyDictionary<string, long> Of(Pod pod) => Of(pod, Known);

    /// <inheritdoc cref="Of(Pod)"/>
    public static IReadOnlyDictionary<string, long> Of(Pod pod, IReadOnlyList<string> known)
    {
        IReadOnlyDictionary<string, Quantity> own =
            pod.Spec.Resources?.Limits ?? new Dictionary<string, Quantity>();
        Container[] all = [.. pod.Spec.InitContainers, .. pod.Spec.Containers];
        Dictionary<string, long> limits = new(StringComparer.Ordinal);
        foreach (string name in known.Union(all.SelectMany(static one => one.Resources.Limits.Keys).Where(IsHuge))
            .Union(own.Keys.Where(IsHuge)))
        {
            long together = pod.Spec.Containers.Concat(pod.Spec.InitContainers.Where(PodContainers.IsSidecar))
                .Sum(one => one.Resources.Limits.GetValueOrDefault(name).Value);
            long before = pod.Spec.InitContainers.Select(one => one.Resources.Limits.GetValueOrDefault(name).Value)
                .DefaultIfEmpty().Max();
            limits[PageSize(name)] = own.TryGetValue(name, out Quantity whole)
                ? whole.Value : Math.Max(together, before);
        }
        return limits;
    }

    /// <summary><c>2MB</c> for <c>hugepages-2Mi</c>: units are powers of two under decimal names.</summary>
    internal static string PageSize(string resource)
    {
        long bytes = Quantity.Parse(resource[Prefix.Length..]).Value;
        foreach ((int shift, string unit) in (ReadOnlySpan<(int, string)>)[(30, "GB"), (20, "MB"), (10, "KB")])
        {
            if (bytes >= 1L << shift)
            {
                return (bytes >> shift).ToString(System.Globalization.CultureInfo.InvariantCulture) + unit;
            }
        }
        return bytes.ToString(System.Globalization.CultureInfo.InvariantCulture) + "B";
    }

    private static bool IsHuge(string resource) => resource.StartsWith(Prefix, StringComparison.Ordinal);
}
