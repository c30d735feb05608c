namespace Kubesharp.ApiDiff;

/// <summary>What has become of something, seen from here: the other document adds it, changes it or drops it.</summary>
public enum Change { Added, Changed, Dropped }

/// <summary>One difference between what is here and another document.</summary>
/// <param name="GroupVersion">Where it belongs.</param>
/// <param name="Kind">The kind it is about.</param>
/// <param name="Change">What has happened.</param>
/// <param name="Text">What to: <c>type DeploymentSpec, field replicas: type integer int32 is integer int64</c>.</param>
public sealed record Difference(string GroupVersion, string Kind, Change Change, string Text);
