package io.medsift.sharing;

import java.util.HashMap;
import java.util.Map;

/**
 * Reference-counted resources: the first lease of a key opens the resource, the last one to be
 * closed closes it. Opening is done under the lock, so that two threads never open the same one.
 *
 * @param <K> what names a resource; needs equals and hashCode
 * @param <R> the resource; its close must not throw a checked exception
 * @param <E> what opening may throw
 */
public final class SharedResources<K, R extends AutoCloseable, E extends Exception> {

  /** Opens the resource of a key. */
  @FunctionalInterface
  public interface Opener<K, R, E extends Exception> {
    R open(K key) throws E;
  }

  private static final class Counted<R> {
    private final R resource;
    private int references;

    Counted(R resource) {
      this.resource = resource;
    }
  }

  private final Opener<K, R, E> opener;
  private final Map<K, Counted<R>> open = new HashMap<>();

  public SharedResources(Opener<K, R, E> opener) {
    this.opener = opener;
  }

  /** A new lease, to be closed by the caller. */
  public Lease acquire(K key) throws E {
    synchronized (open) {
      Counted<R> counted = open.get(key);
      if (counted == null) {
        counted = new Counted<>(opener.open(key));
        open.put(key, counted);
      }
      counted.references++;
      return new Lease(key, counted);
    }
  }

  /** Returns how many leases of {@code key} are open. */
  public int references(K key) {
    synchronized (open) {
      Counted<R> counted = open.get(key);
      return counted == null ? 0 : counted.references;
    }
  }

  /** One holder's share of a resource. */
  public final class Lease implements AutoCloseable {

    private final K key;
    private final Counted<R> counted;
    private volatile boolean closed;

    private Lease(K key, Counted<R> counted) {
      this.key = key;
      this.counted = counted;
    }

    /**
     * The resource, open until this lease is closed.
     *
     * @throws ResourceFailedException after {@link #close}
     */
    public R resource() {
      if (closed) {
        throw new ResourceFailedException("used after it was closed: " + key);
      }
      return counted.resource;
    }

    @Override
    public void close() {
      synchronized (open) {
        if (closed) {
          return;
        }
        closed = true;
        counted.references--;
        if (counted.references > 0) {
          return;
        }
        open.remove(key);
        try {
          counted.resource.close();
        } catch (RuntimeException e) {
          throw e;
        } catch (Exception e) {
          throw new IllegalStateException("cannot close " + key, e);
        }
      }
    }
  }
}
