namespace Kubesharp;

/// <summary>A part of an <see cref="InProcessCluster"/> that can be started anew.</summary>
public enum ClusterPart
{
    /// <summary>All controllers.</summary>
    Controllers,
    /// <summary>The scheduler.</summary>
    Scheduler,
    /// <summary>The kubelets of the simulated nodes.</summary>
    Nodes,
    /// <summary>The API server, and controllers and scheduler with it; what is stored stays.</summary>
    Server,
}
