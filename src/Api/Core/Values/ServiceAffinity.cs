namespace Kubesharp.Api.Core;

/// <summary>The known values of ServiceAffinity.</summary>
public static class ServiceAffinity
{
    public const string ClientIP = "ClientIP";
    public const string None = "None";
}
