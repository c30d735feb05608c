namespace Kubesharp.Api.Apps;

/// <summary>The known values of PodManagementPolicyType.</summary>
public static class PodManagementPolicyType
{
    public const string OrderedReady = "OrderedReady";
    public const string Parallel = "Parallel";
}
