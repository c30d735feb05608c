namespace Kubesharp.Api.Core;

/// <summary>The known values of LimitType.</summary>
public static class LimitType
{
    public const string Pod = "Pod";
    public const string Container = "Container";
    public const string PersistentVolumeClaim = "PersistentVolumeClaim";
}
