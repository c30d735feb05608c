namespace Kubesharp.Api.Core;

/// <summary>The class that decides who is evicted first: derived from requests and limits of CPU and memory.</summary>
public static class PodQualityOfService
{
    public const string Guaranteed = "Guaranteed";
    public const string Burstable = "Burstable";
    public const string BestEffort = "BestEffort";

    public static string ClassOf(Pod pod)
    {
        if (pod.Status.QosClass.Length > 0)
            return pod.Status.QosClass;
        return ClassOf(pod.Spec);
    }

    /// <summary>
    /// Guaranteed when every container limits CPU and memory and requests just as much; BestEffort when no container
    /// asks for any; Burstable else.
    /// </summary>
    public static string ClassOf(PodSpec spec)
    {
        if (spec.Resources is { } whole && (Asks(whole.Requests) || Asks(whole.Limits)))
            return IsGuaranteed(whole) ? Guaranteed : Burstable;
        bool guaranteed = true, asks = false;
        foreach (Container container in spec.Containers)
            Look(container, ref guaranteed, ref asks);
        foreach (Container container in spec.InitContainers)
            Look(container, ref guaranteed, ref asks);
        if (!asks)
            return BestEffort;
        return guaranteed ? Guaranteed : Burstable;
    }

    private static void Look(Container container, ref bool guaranteed, ref bool asks)
    {
        asks |= Asks(container.Resources.Requests) || Asks(container.Resources.Limits);
        guaranteed &= IsGuaranteed(container.Resources);
    }

    private static bool IsGuaranteed(ResourceRequirements resources) =>
        IsGuaranteed(resources, "cpu") && IsGuaranteed(resources, "memory");

    private static bool IsGuaranteed(ResourceRequirements resources, string name) =>
        resources.Limits.TryGetValue(name, out Quantity limit) && !limit.Equals(default)
        && (!resources.Requests.TryGetValue(name, out Quantity request) || request.Equals(limit));

    private static bool Asks(IReadOnlyDictionary<string, Quantity> amounts) =>
        (amounts.TryGetValue("cpu", out Quantity cpu) && !cpu.Equals(default))
        || (amounts.TryGetValue("memory", out Quantity memory) && !memory.Equals(default));
}
