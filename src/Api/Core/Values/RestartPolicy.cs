namespace Kubesharp.Api.Core;

/// <summary>The known values of RestartPolicy.</summary>
public static class RestartPolicy
{
    public const string Always = "Always";
    public const string OnFailure = "OnFailure";
    public const string Never = "Never";
}
