namespace Kubesharp.Api.Core;

/// <summary>The known values of PodQOSClass.</summary>
public static class PodQOSClass
{
    public const string Guaranteed = "Guaranteed";
    public const string Burstable = "Burstable";
    public const string BestEffort = "BestEffort";
}
