namespace Kubesharp.Api.Core;

/// <summary>The known values of AzureDataDiskCachingMode.</summary>
public static class AzureDataDiskCachingMode
{
    public const string None = "None";
    public const string ReadOnly = "ReadOnly";
    public const string ReadWrite = "ReadWrite";
}
