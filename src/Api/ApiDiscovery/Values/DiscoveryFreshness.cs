namespace Kubesharp.Api.ApiDiscovery;

/// <summary>The known values of DiscoveryFreshness.</summary>
public static class DiscoveryFreshness
{
    public const string Current = "Current";
    public const string Stale = "Stale";
}
