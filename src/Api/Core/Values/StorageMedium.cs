namespace Kubesharp.Api.Core;

/// <summary>The known values of StorageMedium.</summary>
public static class StorageMedium
{
    public const string Memory = "Memory";
    public const string HugePages = "HugePages";
}
