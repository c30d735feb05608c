namespace Kubesharp.Kubelet;

/// <summary>
/// Something a Pod asks for cannot be had (yet). Caught by the Pod's worker, which reports it and tries again.
/// </summary>
/// <param name="reason">The reason of the waiting state or of the event.</param>
/// <param name="message">As users of Kubernetes know it.</param>
internal class SetupException(string reason, string message) : Exception(message)
{
    public string Reason => reason;
}
