namespace Kubesharp.Api.Resource;

/// <summary>The known values of AllocationConfigSource.</summary>
public static class AllocationConfigSource
{
    public const string FromClass = "FromClass";
    public const string FromClaim = "FromClaim";
}
