namespace Kubesharp.ApiServer.Admission;

/// <summary>What is about to happen to an object. A patch is an Update, or a Create by apply.</summary>
public enum AdmissionVerb
{
    Create,
    Update,
    Delete,
    /// <summary>A stream or a proxied request: exec, attach, port-forward, proxy.</summary>
    Connect,
}
