namespace Kubesharp.Api.Core;

/// <summary>The known values of NodePhase.</summary>
public static class NodePhase
{
    public const string Pending = "Pending";
    public const string Running = "Running";
    public const string Terminated = "Terminated";
}
