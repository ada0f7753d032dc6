/** Recipes: which gates a track runs and every number they use. */
package io.medsift.recipe;
