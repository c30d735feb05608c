namespace Kubesharp.Api.Core;

/// <summary>The known values of AzureDataDiskKind.</summary>
public static class AzureDataDiskKind
{
    public const string Shared = "Shared";
    public const string Dedicated = "Dedicated";
    public const string Managed = "Managed";
}
