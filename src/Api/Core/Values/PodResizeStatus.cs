namespace Kubesharp.Api.Core;

/// <summary>The known values of PodResizeStatus.</summary>
public static class PodResizeStatus
{
    public const string InProgress = "InProgress";
    public const string Deferred = "Deferred";
    public const string Infeasible = "Infeasible";
}
