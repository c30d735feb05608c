namespace Kubesharp.ApiServer.Admission;

/// <summary>
/// What admission holds for a write until it has been stored and seen, or has failed. Owned by the verb that writes.
/// </summary>
public sealed class Reservations : IDisposable
{
    private readonly List<IDisposable> held = [];

    public void Add(IDisposable reservation) => held.Add(reservation);

    public void Dispose()
    {
        foreach (IDisposable reservation in held)
            reservation.Dispose();
        held.Clear();
    }
}
