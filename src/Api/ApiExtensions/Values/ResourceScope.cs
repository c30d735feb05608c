namespace Kubesharp.Api.ApiExtensions;

/// <summary>The known values of ResourceScope.</summary>
public static class ResourceScope
{
    public const string Cluster = "Cluster";
    public const string Namespaced = "Namespaced";
}
