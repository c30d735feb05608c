namespace Kubesharp.Api.Core;

/// <summary>The known values of IPFamily.</summary>
public static class IPFamily
{
    public const string IPv4 = "IPv4";
    public const string IPv6 = "IPv6";
}
