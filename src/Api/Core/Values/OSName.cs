namespace Kubesharp.Api.Core;

/// <summary>The known values of OSName.</summary>
public static class OSName
{
    public const string Linux = "linux";
    public const string Windows = "windows";
}
