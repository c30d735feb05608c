namespace Kubesharp.Api.Apps;

/// <summary>A controller revision.</summary>
[ApiResource("apps/v1", "ControllerRevision", "controllerrevisions")]
[Definition("io.k8s.api.apps.v1.ControllerRevision")]
public sealed partial record ControllerRevision : ApiObject
{
    /// <summary>Data.</summary>
    [Field(2, "data", Always = true)] public RawJson? Data { get; init; }
    /// <summary>Revision.</summary>
    [Field(3, "revision", Always = true), Required] public long Revision { get; init; }
}
