namespace Kubesharp.Api.AdmissionRegistration;

/// <summary>The known values of ScopeType.</summary>
public static class ScopeType
{
    public const string Cluster = "Cluster";
    public const string Namespaced = "Namespaced";
    public const string All = "*";
}
