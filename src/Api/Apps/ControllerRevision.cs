namespace Kubesharp.Api.Apps;

/// <summary>
/// A stored past state of a DaemonSet's or StatefulSet's template, to roll back to. Its data cannot be changed; only
/// those who made it should write it.
/// </summary>
[ApiResource("apps/v1", "ControllerRevision", "controllerrevisions")]
[Definition("io.k8s.api.apps.v1.ControllerRevision")]
public sealed partial record ControllerRevision : ApiObject
{
    /// <summary>The state, as a patch in JSON that the owner's controller understands.</summary>
    [Field(2, "data", Always = true)] public RawJson? Data { get; init; }
    /// <summary>The number of this state among those of its owner; the highest is the newest.</summary>
    [Field(3, "revision", Always = true), Required] public long Revision { get; init; }
}
